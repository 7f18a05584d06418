"""The live view as typed rows: one question a file."""

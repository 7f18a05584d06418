"""How the tables of a desk came to be what they are: one file a step, run by Alembic."""

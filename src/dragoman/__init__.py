"""dragoman: a sourced, dated record of the diplomacy around a conflict."""

"""The audit log: who did what with what, when and by which door, in a chain that shows changes."""

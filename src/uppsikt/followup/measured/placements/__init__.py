"""Placements among the measures: who has care, paid days and what they cost."""

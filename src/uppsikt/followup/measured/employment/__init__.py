"""Subsidised employment among the measures: by form, who switched, and who is about to end."""

"""All committees together, with internal entries taken out."""

"""Plain text: lines cut into headings, sentences and tables by their digits."""

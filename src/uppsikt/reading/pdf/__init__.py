"""PDF: words with their places, lines, and tables by tags or by columns."""

"""The tables and charts of the reports: cells that hold figures, nothing computed here."""

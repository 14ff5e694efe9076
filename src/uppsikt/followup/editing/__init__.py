"""Texts that people write on the pages: what is wrong in them, how they read, who saved what."""

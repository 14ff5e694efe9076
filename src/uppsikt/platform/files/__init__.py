"""Files that people hand in: kept once by fingerprint, checked by content, served by right."""

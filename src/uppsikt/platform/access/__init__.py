"""Users and rights: the user model, who reads, who acts, and the one `may()`."""

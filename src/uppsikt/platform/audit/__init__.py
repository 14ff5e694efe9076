"""The audit log: one entry for every service that changed something."""

"""Long work that a process of its own does: asked for, followed, cancelled, done exactly once."""

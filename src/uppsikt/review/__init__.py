"""Every figure in a published report that contradicts another. No arithmetic of its own."""

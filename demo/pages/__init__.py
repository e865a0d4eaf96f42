"""The pages of the demo web: pure functions from the world to bytes."""

"""The pages. They draw; what they draw is computed in the library."""

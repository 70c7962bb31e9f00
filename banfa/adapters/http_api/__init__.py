"""The HTTP API: the guard before every request, one router per door, and the server."""

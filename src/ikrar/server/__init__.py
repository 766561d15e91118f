"""The server: settings, addresses, WSGI entry point and the worker that keeps the queues moving."""

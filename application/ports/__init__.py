"""What the use cases need of the outside world, one port a file, in the application's words."""

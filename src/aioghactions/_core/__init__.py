"""Values and services that every other package uses."""

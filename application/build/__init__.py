"""From typed requests or a specification to a running system: the main job."""

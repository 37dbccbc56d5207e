"""The variants are texts to be judged, whatever they are called: none of them is a test of ours."""

collect_ignore_glob = ["tuned/*", "held_out/*"]

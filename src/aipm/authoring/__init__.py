"""For authors: normal form, derived exercises, the roadmap and its audit, tests of the tasks."""

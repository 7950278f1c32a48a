"""The package behind the AI project manager course: data, figures, tests of exercises, grading."""

__version__ = "0.1.0"

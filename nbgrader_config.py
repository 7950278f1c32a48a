"""nbgrader's settings for this course, for plain ``nbgrader`` commands as well as for ``aipm``."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades

from aipm.grading import templates
from aipm.grading.collector import Attempts
from aipm.grading.feedback import HideTests

c = get_config()  # noqa: F821

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# Seconds for one cell. The tests of an exercise take a few; what runs on is a student's loop.
c.Execute.timeout = 30

# nbgrader has no pattern of its own and without one collects nothing, with exit status 0.
c.ZipCollectApp.collector_plugin = Attempts

# nbgrader's feedback prints hidden tests, in the cells and in the tracebacks.
c.GenerateFeedback.preprocessors = [
    GetGrades,
    HideTests,
    CSSHTMLHeaderPreprocessor,
]

# Formgrader and feedback load MathJax from a content network and break without one.
templates.use()

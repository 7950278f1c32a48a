"""The page of feedback is nbconvert's own, only made faster."""

import nbformat.v4 as v4
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter

from aipm.grading.page import NO_TEXT, Page

PICTURE = {
    "image/png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
}
CELLS = [
    v4.new_markdown_cell("# A title\n\n![with a text](x.png) and `<img src='y.png'>`"),
    v4.new_code_cell(
        "print('<img src=1>')  # <img >",
        outputs=[
            v4.new_output("stream", name="stdout", text="<img src=1>\n"),
            v4.new_output("display_data", data=PICTURE),
            v4.new_output("display_data", data={"text/html": "<img\nsrc='z.png' alt='mine'>"}),
            v4.new_output("error", ename="E", evalue="", traceback=["\x1b[31mno\x1b[0m"]),
        ],
    ),
]


@pytest.mark.parametrize("template", ["classic", "lab"])
def test_the_page_says_what_nbconvert_says(template):
    notebook = v4.new_notebook(cells=CELLS, metadata={"language_info": {"name": "python"}})
    options = {"template_name": template, "embed_images": False}
    ours, _ = Page(**options).from_notebook_node(notebook)
    again, _ = Page(**options).from_notebook_node(notebook)
    theirs = BeautifulSoup(HTMLExporter(**options).from_notebook_node(notebook)[0], "html.parser")
    for element in theirs.select("[tabindex]"):  # which nbgrader's template has no use for
        del element["tabindex"]
    assert ours.count(NO_TEXT) == theirs.decode().count(NO_TEXT) > 0
    for page in (ours, again):
        found = BeautifulSoup(page, "html.parser")
        for element in found.select("[tabindex]"):
            del element["tabindex"]
        assert [tag.attrs for tag in found.select("body *")] == [
            tag.attrs for tag in theirs.select("body *")
        ]
        assert found.text.split() == theirs.text.split()

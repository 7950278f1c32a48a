"""The page that feedback is: nbconvert's, with what it does anew for each page done once."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat.notebooknode import NotebookNode

#: A picture without an alternative text; the source of a cell is escaped and has no tag.
_IMAGE = re.compile(r"<img(?=\s)(?![^>]*\salt=)")
#: How many converted cells of either kind are kept.
CELLS = 256
NO_TEXT = "No description has been provided for this image"


class _Memory(BytecodeCache):
    """Compiled templates, kept as long as the process lives."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Page(HTMLExporter):
    """nbconvert's exporter to HTML, faster for many pages.

    Templates are compiled once, and a cell that many pages show is converted once. The finished
    page is not parsed as HTML a second time, to which nbconvert gives nearly half of its time: of
    what that adds, nbgrader's template has only pictures without an alternative text.
    """

    _templates = _Memory()
    _prose: ClassVar[dict[str, str]] = {}
    _highlighters: ClassVar[dict[str | None, tuple[Callable, Callable]]] = {}

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = self._templates
        return environment

    @pass_context
    def markdown2html(self, context: Mapping[str, Any], source: str) -> str:
        """Return Markdown as HTML; see nbconvert's ``HTMLExporter``."""
        if context.get("cell", {}).get("attachments"):
            return super().markdown2html(context, source)
        if len(self._prose) >= CELLS:
            self._prose.clear()
        if source not in self._prose:
            self._prose[source] = super().markdown2html(context, source)
        return self._prose[source]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources; see nbconvert's ``HTMLExporter``."""
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        resources = self._init_resources(resources)
        widgets = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        self.register_filter("highlight_code", self._highlighter(lexer))
        self.register_filter("filter_data_type", widgets)
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return _IMAGE.sub(f'<img alt="{NO_TEXT}"', page), resources

    def _highlighter(self, lexer: str | None) -> Callable:
        """Return nbconvert's filter for code; most cells are the same in all submissions."""
        if lexer not in self._highlighters:
            inner = Highlight2HTML(pygments_lexer=lexer, parent=self)
            self._highlighters[lexer] = inner, lru_cache(maxsize=CELLS)(inner.__call__)
        plain, remembered = self._highlighters[lexer]

        def highlight(source: str, language: str | None = None, metadata: Any = None) -> str:
            if metadata and "magics_language" in metadata:
                return plain(source, language, metadata)
            return remembered(source, language)

        return highlight

"""The result page with another ending: `/tim.csv`, `.xlsx`, `.json`, `.atom`, `.ics`. One file per format.

The same query object, the same hits, order and count; a limit that is stated. A format is its file and a line
here.
"""

from search_web.exports import atom, csv_file, ics, json_list, xlsx
from search_web.exports.base import Contents, Export

EXPORTS = {
    export.ending: export
    for export in (csv_file.EXPORT, xlsx.EXPORT, ics.EXPORT, json_list.EXPORT, atom.EXPORT)
}
"""Ending -> format, in the order of the page."""

__all__ = ["EXPORTS", "Contents", "Export"]

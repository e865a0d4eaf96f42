"""The generic list engine: any page, text, table or JSON value → the firms on it, or the reason why there are none."""

from crawlers.lists.jsonlist import read_json
from crawlers.lists.table import label_table

__all__ = ["label_table", "read_json"]

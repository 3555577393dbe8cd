"""Addresses 地址: places and doors as people write them, in words and in cells of tables, and Chinese numerals.

Shared ground of the other engines. Pure. Public: `parse`, `written`, `Address`; `cells`; `numerals`.
"""

from sihe.engines.addresses.reading import Address, parse, written

__all__ = ["Address", "parse", "written"]

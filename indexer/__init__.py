"""The indexer's front door: everything that others may use of it.

    index = open_index(settings, storage)          # raises NeedsRebuild, IndexDamaged
    page = index.search(Query(text="hoi nghi so ket", filters={"province": ("kien-giang",)}))
    report = update_index(settings, storage, catalog)   # incremental; rebuild=True builds aside and swaps

Bytes come from `corpus`; nobody outside imports a submodule of this package.
"""

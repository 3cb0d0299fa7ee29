"""Prints source|target of each unit that translate-toolkit reads in a file,
white space folded, and writes the file with every empty target filled.

    toolkit.py IN OUT
"""
import sys

from translate.storage import factory

store = factory.getobject(sys.argv[1])
for unit in store.units:
    if unit.isheader():
        continue
    fold = lambda text: " ".join((str(text) if text else "").split())
    print(fold(unit.source) + "|" + fold(unit.target))
    if not unit.target:
        unit.target = "done <here> & there"
store.savefile(sys.argv[2])

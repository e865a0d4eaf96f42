"""What every other package may import: records, words, identity, settings, the catalogue, plug-ins, errors.

Core imports nothing else of ours. `core.values` reads the kinds of value that pages state (names, money, places,
dates, phones, e-mails); `core.web` holds the one guarded way out to the network.
"""

"""The one guarded way to the network: addresses, HTTP, robots, the browser, and what an answer means."""

"""The `showfloor` command: one small file a command, the same steps as the flows without Prefect."""

"""Patents as evidence of R&D activity: offices, portals and exports; counted by application, dated by filing and publication."""

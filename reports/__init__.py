"""Numbers and reports from the same records that the base holds: KPIs, inspections, funnel, anomalies, punctuality."""

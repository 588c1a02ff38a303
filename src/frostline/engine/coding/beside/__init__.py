"""What stands beside the claim and never in its way: documentation, alternatives, cautions, planning, contests."""

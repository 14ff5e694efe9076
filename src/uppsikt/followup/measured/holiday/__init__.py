"""Holiday work among the measures: who applied, was offered a place and accepted, and the cost."""

# student: ingrid
# handed in: 2025-03-07 08:30:00
# Handed in as it was released.

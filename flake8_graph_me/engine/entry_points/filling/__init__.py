"""What fills objects and variables that others read: functions, methods, and those that nothing is
seen to call.
"""

"""What is known of libraries and of Microsoft Graph, as rows of data. Must not know how code is
analysed.
"""

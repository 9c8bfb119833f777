"""Every request to Microsoft Graph that an analysis sees, wrong or not."""

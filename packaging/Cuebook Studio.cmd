@rem Starts the studio. Close this window to end it.
@title Cuebook Studio
@"%~dp0cuebook.exe" studio --shows %*
@if errorlevel 1 pause

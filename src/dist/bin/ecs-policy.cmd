@echo off
rem Starts ecs-policy with the runtime beside it, or else the Java of JAVA_HOME or the PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if exist "%~dp0..\runtime\bin\java.exe" set "java=%~dp0..\runtime\bin\java.exe"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "%~dp0..\lib\ecs-policy.jar" %*

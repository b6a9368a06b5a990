@echo off
rem Starts ecs-policy with the runtime beside it, or else the Java of JAVA_HOME or the PATH.
rem From Java 19 on the JVM itself makes and renews an archive of the classes, with which it starts
rem sooner; those before find none, and start without.
rem   ECS_POLICY_OPTS     options for the JVM
rem   ECS_POLICY_ARCHIVE  off: neither use nor make an archive
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if exist "%~dp0..\runtime\bin\java.exe" set "java=%~dp0..\runtime\bin\java.exe"
set "archive="
if not defined LOCALAPPDATA goto run
if "%ECS_POLICY_ARCHIVE%"=="off" goto run
if not exist "%LOCALAPPDATA%\ecs-policy" mkdir "%LOCALAPPDATA%\ecs-policy" 2>nul
if not exist "%LOCALAPPDATA%\ecs-policy" goto run
set archive=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\ecs-policy\classes.jsa"
:run
set flags=-XX:+IgnoreUnrecognizedVMOptions -Xlog:disable -XX:+VerifySharedSpaces -XX:-UsePerfData -XX:TieredStopAtLevel=1
set "jar=%~dp0..\lib\ecs-policy.jar"
"%java%" %flags% %archive% %ECS_POLICY_OPTS% "-Xbootclasspath/a:%jar%" -cp "%jar%" io.github.ecspolicy.cli.Main %*

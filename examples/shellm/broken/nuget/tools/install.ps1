param($installPath, $toolsPath, $package)
$name = 'shellm-windows-amd64.exe'
$url = "https://github.com/acme/shellm/releases/download/v$($package.Version)/$name"
Invoke-WebRequest $url -OutFile (Join-Path $toolsPath 'shellm.exe')

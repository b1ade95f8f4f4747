param($installPath, $toolsPath, $package)
$ErrorActionPreference = 'Stop'
$version = $package.Version
$name = "shellm-$version-windows-amd64.exe"
$base = "https://github.com/acme/shellm/releases/download/v$version"
$file = Join-Path $toolsPath 'shellm.exe'
Invoke-WebRequest "$base/$name" -OutFile $file
$sum = ((Invoke-WebRequest "$base/$name.sha256").Content -split ' ')[0]
if ((Get-FileHash $file -Algorithm SHA256).Hash -ne $sum) { throw "$name has another checksum" }

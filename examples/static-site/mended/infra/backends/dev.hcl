bucket = "acme-tofu-state-111122223333"
key    = "site/dev.tfstate"
region = "eu-central-1"

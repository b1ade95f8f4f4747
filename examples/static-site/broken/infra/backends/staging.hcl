bucket = "acme-tofu-state-111122223333"
key    = "site/staging.tfstate"
region = "eu-central-1"

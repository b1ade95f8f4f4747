bucket = "acme-tofu-state-444455556666"
key    = "site/prod.tfstate"
region = "eu-central-1"

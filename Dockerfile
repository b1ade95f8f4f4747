# Slipway as an image: the package as it is published, and git, which it reads revisions with.
# Built from the release's own tarball: docker build --build-context release=DIRECTORY .
FROM node:24-alpine

RUN apk add --no-cache git \
  # A mounted repository belongs to somebody else, and is only read.
  && git config --system --add safe.directory '*'

# The package has no dependencies: nothing else is fetched.
RUN --mount=from=release,target=/release npm install --global --ignore-scripts --no-audit --no-fund /release/slipway-*.tgz

USER node
WORKDIR /repo
ENTRYPOINT ["slipway"]
CMD ["doctor"]

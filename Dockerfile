# docker build -t khitab . && docker run --rm -p 8888:8888 -v "$PWD/my-texts:/texts" khitab
# opens JupyterLab; `docker run --rm -v "$PWD/my-texts:/texts" khitab khitab check /texts` runs a command.
FROM python:3.12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends make chromium chromium-driver \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home khitab
WORKDIR /khitab
COPY --chown=khitab . .
RUN pip install --no-cache-dir --constraint constraints.txt '.[notebooks,reference]'
USER khitab
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--notebook-dir=/khitab"]

module com.example.application {
    requires io.scaph;
}

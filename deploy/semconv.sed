# From the schema scaphandre to the schema semconv: names of metrics and labels in queries, rules and legends.
s| / 1e6||g
s|scaph_host_energy_microjoules|hw_host_energy_joules_total|g
s|scaph_host_power_microwatts|hw_host_power_watts|g
s|scaph_socket_energy_microjoules|hw_energy_joules_total{hw_name="package"}|g
s|scaph_domain_energy_microjoules|{__name__=~"hw_energy_joules_total\|scaph_hw_detail_energy_joules_total",hw_type=~"cpu\|memory",hw_name!="package"}|g
s|scaph_device_energy_microjoules|hw_energy_joules_total{hw_type!~"cpu\|memory"}|g
s|scaph_process_power_consumption_microwatts|scaph_process_power_watts|g
s|\(scaph_[a-z_]*\)_energy_microjoules|\1_energy_joules_total|g
s|\bcomm\b|process_executable_name|g
s|\bexe\b|process_executable_path|g
s|\bpid\b|process_pid|g
s|\bcontainer_names\b|container_name|g
s|\bkubernetes_pod_name\b|k8s_pod_name|g
s|\bkubernetes_pod_namespace\b|k8s_namespace_name|g
s|\bsocket_id, domain_name, domain\b|hw_name, hw_id|g
s|\bsocket_id\b|hw_id|g
s|\bdomain_name\b|hw_name|g
s|\bdomain\b|hw_id|g
s|(uid, user)|(user_id, user_name)|g
s|{{user}} {{uid}}|{{user_name}} {{user_id}}|g
s|"scaph-energy"|"scaph-energy-semconv"|g
s|"scaph: energy"|"scaph: energy (semconv)"|g
s|scaph-recording.yml in Prom|scaph-recording-semconv.yml in Prom|
